package org.hhvmdeb.patch.dep3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hhvmdeb.patch.tree.ByteText;

/**
 * The text above a patch's diff as DEP-3 reads it: an ordered list of fields over the bytes as they are. Written again
 * without a change it is the same bytes; an edit changes the lines of its field and no others.
 */
public final class Header {

    private final byte[] content;
    private final List<HeaderField> fields;
    private final int end;

    private Header(byte[] content) {
        HeaderReader.Result read = HeaderReader.read(content);
        this.content = content;
        this.fields = read.fields();
        this.end = read.end();
    }

    /** Reads a header, as {@code PatchFile.header()} gives it; the array is for the header to keep. */
    public static Header of(byte[] content) {
        return new Header(content);
    }

    public byte[] toBytes() {
        return content.clone();
    }

    /** Every field, in the order of the text. */
    public List<HeaderField> fields() {
        return fields;
    }

    /** The fields of a name; upper and lower case are the same. */
    public List<HeaderField> all(String name) {
        return fields.stream().filter(f -> f.is(name)).toList();
    }

    /** The field of a name; of several the last, as lintian does. */
    public Optional<HeaderField> field(String name) {
        List<HeaderField> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** How many headers there are; DEP-3 knows two. */
    public int stanzas() {
        return fields.isEmpty() ? 0 : fields.get(fields.size() - 1).stanza();
    }

    /** Whether there is anything but white space. */
    public boolean isBlank() {
        return HeaderLine.isEmpty(content, 0, content.length);
    }

    /**
     * With this value for a field: in the place of the one {@link #field} gives, or as a new field behind the others of
     * DEP-3. Below a mail's header and message a new field gets a header of its own, which git leaves alone.
     *
     * @param value several lines are separated by {@code \n}
     */
    public Header withField(String name, String value) {
        return field(name).map(f -> with(List.of(FieldEdit.value(f, value)))).orElseGet(() -> withAdded(name, value));
    }

    /** With changed fields, all at once; what an edit leaves as it is keeps its bytes. */
    public Header with(List<FieldEdit> edits) {
        List<Splice> splices = new ArrayList<>();
        edits.stream().sorted(Comparator.comparing(e -> e.field().from())).forEach(e -> {
            HeaderField field = e.field();
            if (!e.name().equals(field.name())) {
                byte[] name = ByteText.encode(FieldText.name(e.name()));
                splices.add(new Splice(HeaderLine.payload(content, field.from(), field.hashed()), field.colon(), name));
            }
            if (!e.value().equals(field.value())) {
                splices.add(newValue(field, e.value()));
            }
        });
        return edited(splices);
    }

    /** With one more field, even if there is one of that name already. */
    public Header withAdded(String name, String value) {
        Set<Integer> dep3 = fields.stream()
                .filter(f -> HeaderReader.isDep3(f.name()) && !f.is("From") && !f.is("Subject"))
                .map(HeaderField::stanza)
                .collect(Collectors.toSet());
        return fields.stream()
                .filter(f -> dep3.contains(f.stanza()))
                .reduce((one, next) -> next)
                .map(f -> addedBehind(f, name, value))
                .orElseGet(() -> addedAtEnd(name, value));
    }

    /** Without any field of that name. A header that has no other field goes with the blank line before it. */
    public Header withoutField(String name) {
        Set<Integer> kept = fields.stream()
                .filter(f -> !f.is(name))
                .map(HeaderField::stanza)
                .collect(Collectors.toSet());
        List<Splice> splices = new ArrayList<>();
        int stanza = 0;
        for (HeaderField field : all(name)) {
            boolean goes = !kept.contains(field.stanza()) && field.stanza() != stanza;
            stanza = field.stanza();
            splices.add(new Splice(goes ? beforeBlankLine(field.from()) : field.from(), field.to(), new byte[0]));
        }
        return edited(splices);
    }

    private Header edited(List<Splice> splices) {
        return splices.isEmpty() ? this : new Header(Splice.all(content, splices));
    }

    private Splice newValue(HeaderField field, String value) {
        int from = field.valueFrom();
        int to = HeaderLine.trimmedEnd(content, from, field.to());
        byte[] blank = from == to && from == field.colon() + 1 ? new byte[] {' '} : new byte[0];
        byte[] text = new FieldText(ending(field.from()), field.hashed()).value(value);
        return new Splice(from, to, Splice.joined(blank, text));
    }

    private Header addedBehind(HeaderField field, String name, String value) {
        byte[] ending = ending(field.from());
        return edited(List.of(newLine(field.to(), ending, new FieldText(ending, field.hashed()).field(name, value))));
    }

    private Header addedAtEnd(String name, String value) {
        int at = end;
        while (at > 0 && isBlankLineBefore(at)) {
            at = lineEnd(at);
        }
        byte[] ending = ending(0);
        byte[] text = new FieldText(ending, false).field(name, value);
        return edited(List.of(newLine(at, ending, at == 0 ? text : Splice.joined(ending, text))));
    }

    // Behind a last line that has no ending the new one gets none either.
    private Splice newLine(int at, byte[] ending, byte[] text) {
        boolean open = at > 0 && content[at - 1] != '\n';
        return new Splice(at, at, open ? Splice.joined(ending, text) : Splice.joined(text, ending));
    }

    private byte[] ending(int from) {
        int next = HeaderLine.next(content, from, content.length);
        boolean crlf = next - from > 1 && content[next - 1] == '\n' && content[next - 2] == '\r';
        return crlf ? new byte[] {'\r', '\n'} : new byte[] {'\n'};
    }

    private int beforeBlankLine(int from) {
        return isBlankLineBefore(from) && lineEnd(from) > 0 ? lineEnd(from) : from;
    }

    private boolean isBlankLineBefore(int at) {
        int before = lineEnd(at);
        return before < at && (before == 0 || content[before - 1] == '\n');
    }

    // The end of the text of the line before a place.
    private int lineEnd(int at) {
        int before = at > 0 && content[at - 1] == '\n' ? at - 1 : at;
        return before < at && before > 0 && content[before - 1] == '\r' ? before - 1 : before;
    }
}
