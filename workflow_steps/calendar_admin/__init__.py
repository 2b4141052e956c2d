"""Where the office keeps its work calendar: the year view, its forms, import and history."""
