package org.hhvmdeb.upstream.tags;

import org.hhvmdeb.debian.UpstreamTag;

/**
 * A tag upstream has.
 *
 * @param tag its name
 * @param version the upstream version it stands for, without a repack suffix
 * @param newestOfLine whether no other tag of its release line stands for a later version
 */
public record ListedTag(UpstreamTag tag, String version, boolean newestOfLine) {}
