/**
 * Capability files of a device: what was issued, by whom and why, issuing one, and fetching it. Start reading at {@link
 * dev.holdfast.ui.capability.CapabilitiesPanel}.
 */
@NullMarked
package dev.holdfast.ui.capability;

import org.jspecify.annotations.NullMarked;
