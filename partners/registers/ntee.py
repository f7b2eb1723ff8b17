"""The major groups of the National Taxonomy of Exempt Entities, by the letter that a code begins with."""

from typing import Final

LETTERS: Final = {
    "A": "Arts, culture and humanities",
    "B": "Education",
    "C": "Environment",
    "D": "Animals",
    "E": "Health care",
    "F": "Mental health",
    "G": "Diseases and disorders",
    "H": "Medical research",
    "I": "Crime and legal matters",
    "J": "Employment",
    "K": "Food and agriculture",
    "L": "Housing",
    "M": "Public safety",
    "N": "Recreation and sports",
    "O": "Youth development",
    "P": "Human services",
    "Q": "International affairs",
    "R": "Civil rights and advocacy",
    "S": "Community improvement",
    "T": "Philanthropy and grant making",
    "U": "Science and technology",
    "V": "Social science",
    "W": "Public and societal benefit",
    "X": "Religion",
    "Y": "Mutual benefit",
    "Z": "Unknown",
}
