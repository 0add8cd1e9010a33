package org.hhvmdeb.hhbc.survey;

/**
 * Some units of a schema.
 *
 * @param units how many
 * @param bytes what their rows and index entries take
 */
public record Share(long units, long bytes) {

    static final Share NONE = new Share(0, 0);

    Share plus(long more) {
        return new Share(units + 1, bytes + more);
    }
}
