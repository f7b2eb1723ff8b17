from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "mvp_coord.jobs"
    label = "jobs"
