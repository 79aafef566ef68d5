import NextAuth from 'next-auth';
import { authHandler } from '@/lib/kernel/identity/auth-handler';

const handler = authHandler(NextAuth);
export { handler as GET, handler as POST };
