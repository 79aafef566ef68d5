import { z } from 'zod';

/** One spelling a person: small letters. */
export const userName = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._@-]{0,62}$/, 'must be 1 to 63 letters, digits, dots, dashes, underscores or @, and begin with a letter or a digit');
/** No rules about kinds of characters: length is what helps (NIST SP 800-63B 3.1.1.2). */
export const newPassword = z.string().min(12, 'must be at least 12 characters long').max(200, 'must be at most 200 characters long');
