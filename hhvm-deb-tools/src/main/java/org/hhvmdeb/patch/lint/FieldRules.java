package org.hhvmdeb.patch.lint;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is right and wrong in the value of one field, and what it must be meant to be. */
final class FieldRules {

    /** No value that means something is longer; what is, is not looked at with patterns. */
    private static final int LONGEST = 4096;

    private static final Pattern URL = Pattern.compile("https?:", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST = Pattern.compile("https?://(?:[^/?#@]*@)?([^/?#:@]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEBIAN_HOST =
            Pattern.compile("(?:bugs|salsa)\\.debian\\.org", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEBIAN_BUG = Pattern.compile(
            "(?:#|(?:https?:)?(?://)?bugs\\.debian\\.org/|(?:https?:)?(?://)?bugs\\.debian\\.org/cgi-bin/bugreport\\.cgi\\?bug=)?([1-9][0-9]{0,8})/?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}");
    private static final Pattern PERSON = Pattern.compile(
            "[^<>@,:/\\n]{0,200}<[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}>|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}");
    private static final Map<String, String> FORWARDED = Map.of(
            "not needed",
            "not-needed",
            "not_needed",
            "not-needed",
            "notneeded",
            "not-needed",
            "not-needed",
            "not-needed",
            "no",
            "no");
    private static final Map<String, String> MISNAMED = Map.of(
            "last-updated", "Last-Update",
            "lastupdate", "Last-Update",
            "debian-bug", "Bug-Debian",
            "ubuntu-bug", "Bug-Ubuntu",
            "upstream-bug", "Bug");

    private FieldRules() {}

    static boolean isUrl(String value) {
        return URL.matcher(brief(value)).lookingAt();
    }

    /** Whether it is an address in Debian's bug tracker or on salsa, as lintian wants Bug-Debian. */
    static boolean isDebianUrl(String value) {
        Matcher host = HOST.matcher(brief(value));
        return host.lookingAt() && DEBIAN_HOST.matcher(host.group(1)).matches();
    }

    /** The address of the Debian bug that a number or an address without scheme means. */
    static Optional<String> debianBug(String value) {
        Matcher bug = DEBIAN_BUG.matcher(brief(value));
        return bug.matches() ? Optional.of("https://bugs.debian.org/" + bug.group(1)) : Optional.empty();
    }

    static boolean hasMail(String value) {
        String text = brief(value);
        return text.indexOf('@') >= 0 && MAIL.matcher(text).find();
    }

    /** Whether it is a person's address and nothing else. */
    static boolean isPerson(String value) {
        return PERSON.matcher(brief(value)).matches();
    }

    /** Whether it is a date as DEP-3 wants it. */
    static boolean isDate(String value) {
        try {
            return value.length() == 10 && LocalDate.parse(value).getYear() >= 1900;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** DEP-3's spelling of a value of Forwarded. */
    static Optional<String> forwarded(String value) {
        return Optional.ofNullable(FORWARDED.get(brief(value).toLowerCase(Locale.ROOT)));
    }

    /** DEP-3's name for a field that is called otherwise. */
    static Optional<String> properName(String name) {
        return Optional.ofNullable(MISNAMED.get(name.toLowerCase(Locale.ROOT)));
    }

    private static String brief(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }
}
