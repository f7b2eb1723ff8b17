"""Files about money that leave this house: public grants as 360Giving has them, needs, the books for accountants."""
