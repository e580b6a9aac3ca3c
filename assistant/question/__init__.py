"""What is asked: a follow-up is made whole, and a question is read for who, when, by whom and what."""

from assistant.question.reading import GUESSES, Guess, Question, Wanted, read_question

__all__ = ["GUESSES", "Guess", "Question", "Wanted", "read_question"]
