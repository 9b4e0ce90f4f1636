"""From reports to marks: decisions and lateness applied visibly, tables to upload."""
