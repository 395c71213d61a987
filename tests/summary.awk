# The closing line of `make check`, from the .trs files.  A cmocka program
# counts as its cases, which stand at the end of its .log; a script as one.

function close_one()
{
	if (result == "")
		return
	if (cases_passed + cases_failed + cases_skipped == 0) {
		cases_passed = (result == "PASS")
		cases_skipped = (result == "SKIP")
	}
	if (result ~ /^(FAIL|XPASS|ERROR)$/ && cases_failed == 0)
		cases_failed = 1
	passed += cases_passed
	failed += cases_failed
	skipped += cases_skipped
	result = ""
}

FNR == 1 {
	close_one()
	cases_passed = cases_failed = cases_skipped = 0
}

/^:test-result: / {
	result = $2
	log_name = FILENAME
	sub(/trs$/, "log", log_name)
	while ((getline line < log_name) > 0) {
		if (line ~ /^\[  PASSED  \] [0-9]+ test/) {
			split(line, word, " ")
			cases_passed += word[4]
		} else if (line ~ /^\[  FAILED  \] [0-9]+ test/) {
			split(line, word, " ")
			cases_failed += word[4]
		} else if (line ~ /^\[  SKIPPED \] [0-9]+ test/) {
			split(line, word, " ")
			cases_skipped += word[4]
		}
	}
	close(log_name)
}

END {
	close_one()
	printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
}
