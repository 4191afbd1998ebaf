import { Module } from '@nestjs/common';
import { EdgeModule } from '../edge/edge.module.js';
import { AuthorizationCaller } from './authorization-caller.js';

/** AuthorizeStart and AuthorizeStop as HBS calls them. */
@Module({ imports: [EdgeModule], providers: [AuthorizationCaller], exports: [AuthorizationCaller] })
export class AuthorizeCallsModule {}
