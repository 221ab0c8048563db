/**
 * What is made once for an installation and never leaves it: its mode, its passwords, its infrastructure's keys and
 * certificates. Files with secrets are readable by their owner alone. Start reading at {@link
 * dev.holdfast.standalone.install.Installation}.
 */
@NullMarked
package dev.holdfast.standalone.install;

import org.jspecify.annotations.NullMarked;
