/** Lists, issues, downloads and revokes capability files. Start with {@link dev.holdfast.ui.capability.CapabilitiesPanel}. */
@NullMarked
package dev.holdfast.ui.capability;

import org.jspecify.annotations.NullMarked;
