"""English: what one string says in general: marks, sentences, words, numbers and noun phrases, without a subject."""
