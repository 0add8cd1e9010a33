package org.hhvmdeb.patch.diff;

import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;

/** The lines of a file as JGit's algorithms want to see them; a line without its newline is another line. */
final class LineSequence extends Sequence {

    private final FileLines lines;

    LineSequence(FileLines lines) {
        this.lines = lines;
    }

    @Override
    public int size() {
        return lines.count();
    }

    /** A line, counted from 0. */
    Line get(int index) {
        return lines.get(index + 1L);
    }

    /** Compares byte by byte. */
    static final class Comparator extends SequenceComparator<LineSequence> {

        @Override
        public boolean equals(LineSequence a, int indexA, LineSequence b, int indexB) {
            return a.get(indexA).sameAs(b.get(indexB));
        }

        @Override
        public int hash(LineSequence sequence, int index) {
            Line line = sequence.get(index);
            int hash = 5381;
            for (int i = 0; i < line.length(); i++) {
                hash = 31 * hash + line.at(i);
            }
            return hash;
        }
    }
}
