package org.hhvmdeb.report;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The XML that JUnit's Ant task writes and Jenkins and GitLab read: one test case an item. What makes the check fail is a
 * failure, the rest is the test's output, and an item that was not reached is a skipped test.
 */
final class JUnitXml {

    private final XMLStreamWriter xml;
    private final Report report;
    private final SourceRoot root;
    private final @Nullable String error;

    private JUnitXml(XMLStreamWriter xml, Report report, SourceRoot root, @Nullable String error) {
        this.xml = xml;
        this.report = report;
        this.root = root;
        this.error = error;
    }

    static String of(Report report, SourceRoot root) {
        return of(report, root, null);
    }

    /** A check that could not be made: one test case with an error. */
    static String ofFailure(String name, String message) {
        return of(new Report(name, message, Severity.ERROR, List.of()), new SourceRoot(Path.of("")), message);
    }

    private static String of(Report report, SourceRoot root, @Nullable String error) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JUnitXml(xml, report, root, error).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private void write() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line("");
        xml.writeStartElement("testsuites");
        line("  ");
        xml.writeStartElement("testsuite");
        attribute("name", report.name());
        boolean made = error == null;
        attribute("tests", made ? String.valueOf(report.items().size()) : "1");
        attribute("failures", count(report.items().stream().filter(this::fails).toList()));
        attribute("errors", made ? "0" : "1");
        attribute("skipped", count(report.items().stream().filter(this::skipped).toList()));
        for (ReportItem item : report.items()) {
            writeItem(item);
        }
        if (error != null) {
            writeError(error);
        }
        line("  ");
        xml.writeEndElement();
        line("");
        xml.writeEndElement();
        line("");
        xml.writeEndDocument();
    }

    private void writeError(String message) throws XMLStreamException {
        line("    ");
        xml.writeStartElement("testcase");
        attribute("name", report.name());
        attribute("classname", report.name());
        line("      ");
        xml.writeStartElement("error");
        attribute("message", message.lines().findFirst().orElse(""));
        xml.writeCharacters(XmlText.of(message));
        xml.writeEndElement();
        line("    ");
        xml.writeEndElement();
    }

    private void writeItem(ReportItem item) throws XMLStreamException {
        line("    ");
        xml.writeStartElement("testcase");
        attribute("name", item.name());
        attribute("classname", report.name());
        attribute("file", place(item.file()));
        List<Finding> failing = item.findings().stream().filter(this::fails).toList();
        List<Finding> others = item.findings().stream().filter(f -> !fails(f)).toList();
        if (!failing.isEmpty()) {
            line("      ");
            xml.writeStartElement("failure");
            attribute("type", failing.get(0).rule().id());
            attribute("message", failing.get(0).message().lines().findFirst().orElse(""));
            xml.writeCharacters(XmlText.of(lines(failing)));
            xml.writeEndElement();
        } else if (skipped(item)) {
            line("      ");
            xml.writeEmptyElement("skipped");
        }
        if (!others.isEmpty()) {
            line("      ");
            xml.writeStartElement("system-out");
            xml.writeCharacters(XmlText.of(lines(others)));
            xml.writeEndElement();
        }
        line("    ");
        xml.writeEndElement();
    }

    /** Where the item is a host, that is no path. */
    private String place(String file) {
        return file.startsWith("/") ? root.relative(file).orElse(file) : file;
    }

    private boolean fails(Finding finding) {
        return finding.severity().compareTo(report.failing()) <= 0;
    }

    private boolean fails(ReportItem item) {
        return item.fails(report.failing());
    }

    private boolean skipped(ReportItem item) {
        return !item.checked() && !fails(item);
    }

    private static String count(List<ReportItem> items) {
        return String.valueOf(items.size());
    }

    private static String lines(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.of(value));
    }

    private void line(String indent) throws XMLStreamException {
        xml.writeCharacters("\n" + indent);
    }
}
