package org.hhvmdeb.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hhvmdeb.io.output.OutputFile;
import org.hhvmdeb.notice.Finding;
import org.hhvmdeb.notice.Location;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportWriterTest {

    private static final Path ROOT = Path.of("/src");

    private static final Rule SOME_RULE =
            () -> new Rule.Text(Severity.WARNING, "some-rule", "What it is about.", "Why, and what to do.");

    private static Finding finding(Severity severity, String file, int line, String message) {
        return new Finding(severity, new Location(file, line), SOME_RULE, message);
    }

    private static Report report(Finding... findings) {
        return new Report(
                "patches",
                "1 patch",
                Severity.WARNING,
                List.of(
                        new ReportItem("a.patch", "/src/debian/patches/a.patch", true, List.of(findings)),
                        new ReportItem("b.patch", "/src/debian/patches/b.patch", false, List.of())));
    }

    private static String write(Report report, ReportFormat format) {
        return new ReportWriter(ROOT).write(report, format);
    }

    private static Object json(String text) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return value(json);
        }
    }

    private static Object value(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> map = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                map.put(name, value(json));
            }
            return map;
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(json));
            }
            return list;
        }
        return json.getText();
    }

    private static Object at(Object value, Object... path) {
        Object here = value;
        for (Object step : path) {
            Object next = here instanceof Map<?, ?> map ? map.get(step) : ((List<?>) here).get((int) step);
            here = Objects.requireNonNull(next, step.toString());
        }
        return here;
    }

    @Test
    void sarifHasWhatItsSchemaAsksFor() throws Exception {
        Finding finding = finding(Severity.WARNING, "/src/debian/patches/a b%.patch", 7, "wrong");
        Object log = json(write(report(finding), ReportFormat.SARIF));
        assertThat(at(log, "version")).isEqualTo("2.1.0");
        assertThat(at(log, "runs", 0, "tool", "driver", "name")).isEqualTo("hhvm-deb");
        assertThat(at(log, "runs", 0, "tool", "driver", "rules", 0, "id")).isEqualTo("some-rule");
        assertThat(at(log, "runs", 0, "tool", "driver", "rules", 0, "shortDescription", "text"))
                .isEqualTo("What it is about.");
        Object result = at(log, "runs", 0, "results", 0);
        assertThat(at(result, "ruleId")).isEqualTo("some-rule");
        assertThat(at(result, "ruleIndex")).isEqualTo("0");
        assertThat(at(result, "level")).isEqualTo("warning");
        assertThat(at(result, "message", "text")).isEqualTo("wrong");
        Object place = at(result, "locations", 0, "physicalLocation");
        assertThat(at(place, "artifactLocation", "uri")).isEqualTo("debian/patches/a%20b%25.patch");
        assertThat(at(place, "artifactLocation", "uriBaseId")).isEqualTo("%SRCROOT%");
        assertThat(at(place, "region", "startLine")).isEqualTo("7");
        assertThat(at(log, "runs", 0, "originalUriBaseIds", "%SRCROOT%")).isNotNull();
    }

    @Test
    void sarifNamesNoLineWhereAFileIsMeantAndNoBaseOutsideTheSource() throws Exception {
        Finding finding = finding(Severity.NOTE, "/else/where", 0, "wrong");
        Object place = at(json(write(report(finding), ReportFormat.SARIF)), "runs", 0, "results", 0, "locations", 0);
        assertThat(at(place, "physicalLocation", "artifactLocation", "uri")).isEqualTo("file:///else/where");
        assertThat((Map<?, ?>) at(place, "physicalLocation")).hasSize(1);
    }

    @Test
    void junitHasOneTestCaseForEachPatch() throws Exception {
        Element suite = suite(write(
                report(
                        finding(Severity.WARNING, "a", 1, "bad <&> \"worse\""),
                        finding(Severity.NOTE, "a", 2, "by the way")),
                ReportFormat.JUNIT));
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element first = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(first.getAttribute("name")).isEqualTo("a.patch");
        assertThat(first.getAttribute("file")).isEqualTo("debian/patches/a.patch");
        Element failure = (Element) first.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("bad <&> \"worse\"");
        assertThat(failure.getTextContent()).contains("a:1: warning: bad <&>").doesNotContain("by the way");
        assertThat(first.getElementsByTagName("system-out").item(0).getTextContent())
                .contains("by the way");
        Element second = (Element) suite.getElementsByTagName("testcase").item(1);
        assertThat(second.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    @Test
    void junitNamesAsItIsWhatIsNoPathOfTheSource() throws Exception {
        for (String place : List.of("/else/where", "http://web1:9001", "debian/./x")) {
            Report report =
                    new Report("hosts", "", Severity.ERROR, List.of(new ReportItem("a", place, true, List.of())));
            Element suite = suite(write(report, ReportFormat.JUNIT));
            Element item = (Element) suite.getElementsByTagName("testcase").item(0);
            assertThat(item.getAttribute("file")).isEqualTo(place);
        }
    }

    @Test
    void whatXmlCannotHoldIsSpelledOut() throws Exception {
        String message = "esc \u001b nul \0 half \udcff cr \r ]]> end \ufffe, pile \ud83d\udca9";
        Element suite = suite(write(report(finding(Severity.ERROR, "a", 1, message)), ReportFormat.JUNIT));
        assertThat(suite.getTextContent())
                .contains("esc \\u001b nul \\u0000 half \\udcff cr \\u000d ]]> end \\ufffe, pile \ud83d\udca9");
    }

    @Test
    void aReportIsWrittenIntoANewDirectoryToo(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("a/b.sarif");
        new ReportWriter(ROOT).writeTo(OutputFile.of(file), report(), ReportFormat.JSON);
        assertThat(Files.readString(file))
                .isEqualTo("{\n  \"format\": 1,\n  \"passed\": true,\n  \"findings\": []\n}\n");
    }

    private static Element suite(String xml) throws Exception {
        return (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement()
                .getElementsByTagName("testsuite")
                .item(0);
    }
}
