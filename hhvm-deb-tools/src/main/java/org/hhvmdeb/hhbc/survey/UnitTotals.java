package org.hhvmdeb.hhbc.survey;

/**
 * Some units of a schema.
 *
 * @param units how many
 * @param bytes what their rows and index entries take
 */
public record UnitTotals(long units, long bytes) {

    static final UnitTotals NONE = new UnitTotals(0, 0);

    UnitTotals plus(long more) {
        return new UnitTotals(units + 1, bytes + more);
    }
}
