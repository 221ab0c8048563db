package dev.holdfast.backend.attestation.reference;

/**
 * Source of a device's operating system.
 *
 * @param part SKU of its chip; empty if unknown, then no feed has releases for it
 * @param feed feed of its group; empty if it has no group
 * @param revision revision of the installation's feeds
 */
public record OsFeedRevision(String part, String feed, long revision) {}
