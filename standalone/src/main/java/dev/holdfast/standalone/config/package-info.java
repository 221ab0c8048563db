/**
 * Folders, ports and other settings of an installation. All defaults are in {@code holdfast-defaults.properties}. Start
 * reading at {@link dev.holdfast.standalone.config.Settings}.
 */
@NullMarked
package dev.holdfast.standalone.config;

import org.jspecify.annotations.NullMarked;
