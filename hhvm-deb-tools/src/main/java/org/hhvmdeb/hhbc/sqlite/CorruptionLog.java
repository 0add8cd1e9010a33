package org.hhvmdeb.hhbc.sqlite;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file; the first complaints word for word, the rest counted. */
final class CorruptionLog {

    private static final int MOST = 20;

    private final List<String> complaints = new ArrayList<>();
    private long more;

    void add(String complaint) {
        if (complaints.size() < MOST) {
            complaints.add(complaint);
        } else {
            more++;
        }
    }

    List<String> complaints() {
        List<String> all = new ArrayList<>(complaints);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        return all;
    }
}
