/** Delivery of content from locations near the viewers, with CloudFront. */
@NullMarked
package dev.plinth.components.cdn;

import org.jspecify.annotations.NullMarked;
