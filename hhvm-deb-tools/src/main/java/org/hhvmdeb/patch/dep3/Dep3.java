package org.hhvmdeb.patch.dep3;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the fields of a header say, read with good will: for showing and deciding, not for judging. */
public final class Dep3 {

    private static final Pattern FOLD = Pattern.compile("\\s*\n\\s*");
    private static final Pattern TAG = Pattern.compile("^\\[[^\\]\n]{0,200}]\\s*");

    private final Header header;

    private Dep3(Header header) {
        this.header = header;
    }

    public static Dep3 of(Header header) {
        return new Dep3(header);
    }

    /**
     * A bug in a vendor's tracker, from a field such as {@code Bug-Debian}.
     *
     * @param vendor as the field's name has it
     * @param reference a URL as a rule
     */
    public record VendorBug(String vendor, String reference) {}

    /** One line that says what the patch does; empty where there is none. Without the {@code [PATCH 3/7]} of a mail. */
    public String summary() {
        Optional<String> description = value("Description");
        if (description.isPresent()) {
            return description.get().strip().lines().findFirst().orElse("").strip();
        }
        String subject = EncodedWords.decode(unfolded(value("Subject").orElse("")));
        return TAG.matcher(subject).replaceFirst("");
    }

    /** The authors as {@code Name <mail>}, encoded words made readable. */
    public List<String> authors() {
        return Stream.concat(header.all("Author").stream(), header.all("From").stream())
                .map(f -> EncodedWords.decode(unfolded(f.value())))
                .distinct()
                .toList();
    }

    public Optional<Origin> origin() {
        return value("Origin").map(Origin::parse);
    }

    /** Bugs in upstream's tracker. */
    public List<String> bugs() {
        return header.all("Bug").stream().map(HeaderField::value).toList();
    }

    public List<VendorBug> vendorBugs() {
        return header.fields().stream()
                .filter(f -> f.name().toLowerCase(Locale.ROOT).startsWith("bug-"))
                .map(f -> new VendorBug(f.name().substring("bug-".length()), f.value()))
                .toList();
    }

    /** Whether it was sent upstream; a missing field means yes where there is an upstream bug. */
    public Forwarded forwarded() {
        return value("Forwarded").map(Forwarded::parse).orElseGet(() -> Forwarded.missing(!bugs().isEmpty()));
    }

    /** Who looked at it: Reviewed-by and Acked-by. */
    public List<String> reviewers() {
        return Stream.concat(header.all("Reviewed-by").stream(), header.all("Acked-by").stream())
                .map(f -> EncodedWords.decode(unfolded(f.value())))
                .collect(Collectors.toUnmodifiableList());
    }

    /** When the header was last changed, if that is a date as DEP-3 wants it. */
    public Optional<LocalDate> lastUpdate() {
        try {
            return value("Last-Update").map(v -> LocalDate.parse(v.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public Optional<AppliedUpstream> appliedUpstream() {
        return value("Applied-Upstream").map(AppliedUpstream::parse);
    }

    private Optional<String> value(String name) {
        return header.field(name).map(HeaderField::value);
    }

    private static String unfolded(String value) {
        return FOLD.matcher(value).replaceAll(" ").strip();
    }
}
