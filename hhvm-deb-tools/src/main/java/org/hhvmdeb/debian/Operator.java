package org.hhvmdeb.debian;

/** How a version in a relation is meant. */
public enum Operator {
    EARLIER("<<"),
    EARLIER_OR_EQUAL("<="),
    EQUAL("="),
    LATER_OR_EQUAL(">="),
    LATER(">>");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    /** Whether a version stands in this relation to the one that was asked for. */
    public boolean accepts(DebianVersion version, DebianVersion wanted) {
        int order = version.compareTo(wanted);
        return switch (this) {
            case EARLIER -> order < 0;
            case EARLIER_OR_EQUAL -> order <= 0;
            case EQUAL -> order == 0;
            case LATER_OR_EQUAL -> order >= 0;
            case LATER -> order > 0;
        };
    }

    @Override
    public String toString() {
        return sign;
    }
}
