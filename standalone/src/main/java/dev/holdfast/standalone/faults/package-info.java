/** Kills and freezes the services of an installation under load, and verifies that nothing acknowledged is lost or done twice. */
@NullMarked
package dev.holdfast.standalone.faults;

import org.jspecify.annotations.NullMarked;
