"""Pages of money: the pipeline, one allocation, and what people do with it."""
