It ends here.
