package org.hhvmdeb.debian;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Location;

/**
 * A debian/control.
 *
 * @param source the paragraph of the source package
 * @param binaries those of the binary packages, at least one, each with a name of its own
 */
public record Control(Paragraph source, List<Paragraph> binaries) {

    private static final Pattern PACKAGE = Pattern.compile("(?im)^Package[ \\t]*:[ \\t]*(\\S+)");

    public Control {
        binaries = List.copyOf(binaries);
    }

    /**
     * The names of the binary packages that a debian/control speaks of, whatever else is in it: who needs no more than names can
     * leave it to dpkg-source to judge the file, which takes more than Policy does.
     *
     * @throws InputException when there is no such file in the packaging
     */
    public static Set<String> packageNames(Path file) throws InputException, ExternalException {
        return PACKAGE.matcher(TextFile.readInPackaging(file))
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads a control file's text; the name is for messages.
     *
     * @throws InputException naming file and line when it is malformed or a name is missing, illegal or given twice
     */
    public static Control parse(String text, String fileName) throws InputException {
        List<Paragraph> paragraphs = Deb822.parse(text, fileName);
        if (paragraphs.size() < 2) {
            throw new InputException(
                    Location.of(fileName), "expected a paragraph with Source and at least one with Package");
        }
        name(paragraphs.get(0), "Source");
        Set<PackageName> names = new HashSet<>();
        for (Paragraph binary : paragraphs.subList(1, paragraphs.size())) {
            PackageName name = name(binary, "Package");
            if (!names.add(name)) {
                throw new InputException(binary.where("Package"), "the package " + name + " is described twice");
            }
        }
        return new Control(paragraphs.get(0), paragraphs.subList(1, paragraphs.size()));
    }

    /** The source package's name. */
    public PackageName name() {
        return new PackageName(source.get("Source").orElseThrow());
    }

    /** The paragraph of a binary package. */
    public Optional<Paragraph> binary(PackageName name) {
        return binaries.stream()
                .filter(p -> p.get("Package").filter(name.text()::equals).isPresent())
                .findFirst();
    }

    private static PackageName name(Paragraph paragraph, String field) throws InputException {
        String text = paragraph.require(field);
        return Parsing.at(paragraph.where(field), () -> PackageName.parse(text));
    }
}
