/** Tests of links and test names in the project's documents, and of what the build downloads. */
@NullMarked
package dev.holdfast.standalone.docs;

import org.jspecify.annotations.NullMarked;
