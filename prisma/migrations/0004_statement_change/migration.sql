-- AlterTable
ALTER TABLE "QueryStatement" ADD COLUMN "change" JSONB;
