/** The page about members. */
@NullMarked
package dev.holdfast.ui.revocation;

import org.jspecify.annotations.NullMarked;
