/** What a catalog is set to: how long its attestations are kept. Start with {@link dev.holdfast.ui.setting.SettingsView}. */
@NullMarked
package dev.holdfast.ui.setting;

import org.jspecify.annotations.NullMarked;
