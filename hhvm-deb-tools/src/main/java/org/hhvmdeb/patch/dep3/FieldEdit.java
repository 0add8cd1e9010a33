package org.hhvmdeb.patch.dep3;

/**
 * What a field shall become.
 *
 * @param field as the header has it now
 * @param name its new name, or the old one
 * @param value its new value, or the old one; several lines are separated by {@code \n}
 */
public record FieldEdit(HeaderField field, String name, String value) {

    public static FieldEdit value(HeaderField field, String value) {
        return new FieldEdit(field, field.name(), value);
    }

    public static FieldEdit name(HeaderField field, String name) {
        return new FieldEdit(field, name, field.value());
    }
}
