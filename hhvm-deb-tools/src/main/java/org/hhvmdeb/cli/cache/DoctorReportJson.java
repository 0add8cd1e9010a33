package org.hhvmdeb.cli.cache;

import java.util.List;
import java.util.Optional;
import org.hhvmdeb.hhbc.doctor.Advice;
import org.hhvmdeb.hhbc.doctor.CentralCandidate;
import org.hhvmdeb.hhbc.doctor.CentralCandidate.State;
import org.hhvmdeb.hhbc.doctor.DoctorReport;
import org.hhvmdeb.hhbc.doctor.ServiceReport;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.io.JsonObject;
import org.hhvmdeb.notice.Rule;
import org.hhvmdeb.notice.Severity;
import org.hhvmdeb.report.FindingJson;

/** What {@code doctor} tells a machine. */
record DoctorReportJson(boolean passed, List<Service> services, List<AdviceJson> findings) implements JsonObject {

    /** A service that runs hhvm, and where it looks for its repository. */
    record Service(
            String service, String user, Optional<String> schema, List<Candidate> candidates, List<Candidate> readOnly)
            implements JsonObject {

        static Service of(ServiceReport report) {
            return new Service(
                    report.service(),
                    report.user(),
                    report.schema().map(RepoSchema::id),
                    report.candidates().stream().map(Candidate::of).toList(),
                    report.read().stream().map(Candidate::of).toList());
        }
    }

    /** A place for the repository; {@code rule} is why it is not used, or empty. */
    record Candidate(String path, String source, State state, String rule) implements JsonObject {

        static Candidate of(CentralCandidate candidate) {
            return new Candidate(
                    candidate.place().path(),
                    candidate.place().source(),
                    candidate.state(),
                    candidate.rule().map(Rule::id).orElse(""));
        }
    }

    /** A finding with what mends it: commands as {@code fix}, words as {@code advice}. */
    record AdviceJson(
            Severity severity,
            String file,
            int line,
            String rule,
            String message,
            Optional<String> fix,
            Optional<String> advice)
            implements JsonObject {

        static AdviceJson of(Advice advice) {
            FindingJson finding = FindingJson.of(advice.finding());
            return new AdviceJson(
                    finding.severity(),
                    finding.file(),
                    finding.line(),
                    finding.rule(),
                    finding.message(),
                    advice.fix(),
                    advice.words());
        }
    }

    static DoctorReportJson of(DoctorReport report, boolean passed) {
        return new DoctorReportJson(
                passed,
                report.examinations().stream().map(Service::of).toList(),
                report.advice().stream().map(AdviceJson::of).toList());
    }
}
