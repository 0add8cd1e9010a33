package org.hhvmdeb.patch.tree;

/**
 * Whether patches may change {@link ToolState}.
 *
 * @param allowed whether they may
 * @param option what a user says to allow it, as the front end in use names it; empty where nothing allows it
 */
public record ToolStateRule(boolean allowed, String option) {

    public static final ToolStateRule ALLOWED = new ToolStateRule(true, "");
    public static final ToolStateRule REFUSED = new ToolStateRule(false, "");

    /** It is refused, and the message tells how to insist. */
    public static ToolStateRule refusedWithout(String option) {
        return new ToolStateRule(false, option);
    }

    /**
     * The way out, for the end of a refusal's message; empty where there is none.
     *
     * @param joint before it
     */
    public String wayOut(String joint) {
        return option.isEmpty() ? "" : joint + "insist with " + option;
    }
}
