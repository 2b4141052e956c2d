/* Wagtail's date chooser puts today in the place of a date it cannot read, without a word. What was
   typed stays, and the form says what is wrong with it. */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
