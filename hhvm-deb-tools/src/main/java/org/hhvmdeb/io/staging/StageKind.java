package org.hhvmdeb.io.staging;

/**
 * What is changed by way of a {@link Stage}.
 *
 * @param decision the name of the file that decides
 * @param changed what a run changes, for a message
 * @param rescue what to do with a decision that is not known as ours any more, though it may be
 * @param parentGoes whether the directory above goes, too, when nothing else is in it
 */
public record StageKind(String decision, String changed, String rescue, boolean parentGoes) {}
