/** Settings of a catalog: attestation retention. Start with {@link dev.holdfast.ui.setting.SettingsView}. */
@NullMarked
package dev.holdfast.ui.setting;

import org.jspecify.annotations.NullMarked;
