"""Files about money that leave this house: public grants as 360Giving has them, and the books for accountants."""
