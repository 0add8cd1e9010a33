package org.hhvmdeb.upstream;

import org.hhvmdeb.debian.UpstreamTag;

/**
 * A tag upstream has.
 *
 * @param tag its name
 * @param version the upstream version it stands for, without a repack suffix
 */
public record ListedTag(UpstreamTag tag, String version) {}
