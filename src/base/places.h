#ifndef BASE_PLACES_H
#define BASE_PLACES_H

/* Where the program was installed: what configure was told.  Alone in its file,
 * so that a test can be linked with places of its own. */

/* Forms, codes, samples; without $ZIPING_DATA. */
extern const char place_data[];
/* One line, the path of the database that the users of this machine share;
 * base/privilege.h. */
extern const char place_shared[];

#endif
