"""The shape of what people send about money: filters of the list, proposals, steps."""
