package org.hhvmdeb.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hhvmdeb.notice.InputException;

/**
 * A relation field, Depends or Provides or Build-Depends, as Policy 7.1 and deb-src-control(5) have it.
 *
 * @param groups what stands between commas; in each group the alternatives, one at least
 */
public record Relations(List<List<Relation>> groups) {

    public Relations {
        groups = groups.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a field's value. Substitution variables stay as they are.
     *
     * @throws InputException naming the part that is malformed
     */
    public static Relations parse(String field) throws InputException {
        List<List<Relation>> groups = new ArrayList<>();
        for (String group : field.split(",", -1)) {
            if (!group.isBlank()) {
                List<Relation> alternatives = new ArrayList<>();
                for (String alternative : group.split("\\|", -1)) {
                    alternatives.add(RelationParser.parse(alternative.strip()));
                }
                groups.add(alternatives);
            }
        }
        return new Relations(groups);
    }

    /**
     * Reads a field of a paragraph; nothing where there is no such field.
     *
     * @throws InputException naming file, line and the part that is malformed
     */
    public static Relations in(Paragraph paragraph, String field) throws InputException {
        return Parsing.at(
                paragraph.where(field), () -> parse(paragraph.get(field).orElse("")));
    }

    /** Every relation, whichever group it belongs to. */
    public Stream<Relation> all() {
        return groups.stream().flatMap(List::stream);
    }

    /** As dpkg writes it, on one line. */
    @Override
    public String toString() {
        return groups.stream()
                .map(g -> g.stream().map(Relation::toString).collect(Collectors.joining(" | ")))
                .collect(Collectors.joining(", "));
    }
}
