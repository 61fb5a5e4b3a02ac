"""The campaign: who cleans what until when, how far they are, who signs for it."""
