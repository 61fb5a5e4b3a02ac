"""The pages of the log. They stand on the top floor because they name units, users and records."""
