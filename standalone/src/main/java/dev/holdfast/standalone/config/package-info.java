/**
 * Where an installation lives and which ports it uses. Start reading at {@link dev.holdfast.standalone.config.Settings};
 * the defaults are the resource {@code holdfast-defaults.properties} and nowhere else.
 */
@NullMarked
package dev.holdfast.standalone.config;

import org.jspecify.annotations.NullMarked;
