/**
 * The installation's OS feeds: releases of the operating system, which reach the devices of every catalog by the feed of
 * their group. {@code RetailEval} gets a release first; it goes on to {@code Retail} by hand or after 14 days.
 *
 * <p>Guarantees: only what a trusted silicon manufacturer signed is released, whole or not at all; of one part nothing older is
 * ever released after something newer; a new keystore comes with the manifest that binds it; a withdrawn release is
 * offered to nobody, and nothing older is in its place.
 *
 * <p>{@link dev.holdfast.backend.update.feed.ReleaseRules} is pure. Start reading at
 * {@link dev.holdfast.backend.update.feed.ReleaseOperatingSystem}.
 */
@NullMarked
package dev.holdfast.backend.update.feed;

import org.jspecify.annotations.NullMarked;
