"""From a question to an answer that is kept, and to questions that lead on from it."""
